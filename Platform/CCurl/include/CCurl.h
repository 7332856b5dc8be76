#ifndef CCURL_H
#define CCURL_H

#include <stdbool.h>
#include <stddef.h>

/// What became of one transfer.
struct CCurlOutcome {
  /// 0 where it went well, else libcurl's number of the error.
  int code;
  /// The last answer's status, of SMTP or of HTTP; 0 where there was none.
  long status;
  /// Seconds after which the other side wants to be asked again; 0 where it did not say.
  long retryAfter;
  /// The whole body went out: it may have arrived, whatever came after.
  bool isBodySent;
  /// The name leads into a network that the transfer may not reach.
  bool isForbiddenAddress;
  /// In English, with the other side's own words where it said some.
  char reason[512];
};

enum CCurlSecurity { CCurlPlain = 0, CCurlStartTLS = 1, CCurlTLS = 2 };

struct CCurlLetter {
  /// `smtp://host:port` or `smtps://host:port`
  const char *address;
  enum CCurlSecurity security;
  /// NULL for a server that asks for no sign-in.
  const char *user;
  const char *password;
  /// Bare addresses of mail.
  const char *from;
  const char *to;
  const unsigned char *body;
  size_t length;
};

struct CCurlPost {
  const char *address;
  const char *const *headers;
  size_t headerCount;
  const unsigned char *body;
  size_t length;
};

/// Sends one letter to one receiver and waits for the end of it. May be called from any thread.
/// - isLocalAllowed: whether the server may be in a private network or on this machine.
void CCurlSendLetter(const struct CCurlLetter *letter, long seconds, bool isLocalAllowed, struct CCurlOutcome *outcome);

/// Posts the body and waits for the answer, whose content nobody reads. Follows no redirects. May be
/// called from any thread.
void CCurlSendPost(const struct CCurlPost *post, long seconds, bool isLocalAllowed, struct CCurlOutcome *outcome);

/// Whether anybody on the Internet may be reached at the address, which is written in figures.
bool CCurlIsPublic(const char *figures);

#endif
