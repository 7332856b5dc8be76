#include "CPhoneNumber.h"

#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

bool write(const std::string &text, char *room) {
  if (text.size() >= CPhoneNumberCapacity) return false;
  std::memcpy(room, text.c_str(), text.size() + 1);
  return true;
}

}  // namespace

// The one instance is made under a lock on first use and only read afterwards. No exception may
// pass into Swift.
CPhoneNumberLikeness CPhoneNumberRead(const char *typed, const char *region, char *e164) try {
  e164[0] = '\0';
  const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (util.Parse(typed, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) {
    return CPhoneNumberImpossible;
  }
  if (util.IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE) {
    return CPhoneNumberImpossible;
  }
  std::string text;
  util.Format(number, PhoneNumberUtil::E164, &text);
  if (!write(text, e164)) return CPhoneNumberImpossible;
  return util.IsValidNumber(number) ? CPhoneNumberValid : CPhoneNumberPossible;
} catch (...) {
  e164[0] = '\0';
  return CPhoneNumberImpossible;
}

bool CPhoneNumberFormat(const char *e164, char *text) try {
  text[0] = '\0';
  const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (util.Parse(e164, "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
  std::string spelled;
  util.Format(number, PhoneNumberUtil::INTERNATIONAL, &spelled);
  return write(spelled, text);
} catch (...) {
  text[0] = '\0';
  return false;
}
