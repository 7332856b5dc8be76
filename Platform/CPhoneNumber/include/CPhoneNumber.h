#ifndef CPHONENUMBER_H
#define CPHONENUMBER_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How well a text reads as a phone number, from worst to best.
enum CPhoneNumberLikeness {
  CPhoneNumberImpossible = 0,
  /// Of a length its country uses, but in no range it has handed out.
  CPhoneNumberPossible = 1,
  CPhoneNumberValid = 2,
};

/// Room for any result below, with its closing zero.
enum { CPhoneNumberCapacity = 64 };

/// Reads `typed` as somebody in `region` (a two-letter country) would dial it and writes the
/// number in E.164 to `e164`, which has room for `CPhoneNumberCapacity` bytes. Leaves `e164`
/// empty when the number is impossible. May be called from any thread.
enum CPhoneNumberLikeness CPhoneNumberRead(const char *typed, const char *region, char *e164);

/// Writes the international spelling of a number in E.164 to `text`, which has room for
/// `CPhoneNumberCapacity` bytes. Answers false, with `text` empty, when it is not a number.
/// May be called from any thread.
bool CPhoneNumberFormat(const char *e164, char *text);

#ifdef __cplusplus
}
#endif

#endif
