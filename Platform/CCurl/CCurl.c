#define _GNU_SOURCE
#include "CCurl.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_once_t begun = PTHREAD_ONCE_INIT;
static void begin(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

// One block of addresses: those whose first `length` bits are those of `start`.
struct Block {
  uint32_t start;
  int length;
};

static const struct Block closed[] = {
  {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
  {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0A80000, 16}, {0xC6120000, 15},
  {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 4},  {0xF0000000, 4},
};

static bool isPublic4(uint32_t address) {
  for (size_t index = 0; index < sizeof closed / sizeof closed[0]; index++) {
    uint32_t mask = ~(uint32_t)0 << (32 - closed[index].length);
    if ((address & mask) == closed[index].start) return false;
  }
  return true;
}

// Of the sixth version only what is handed out for the Internet, and nothing that carries an address
// of the fourth version inside.
static bool isPublic6(const unsigned char *bytes) {
  if ((bytes[0] & 0xE0) != 0x20) return false;
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return false;
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02) return false;
  return !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8);
}

static bool isPublicSocket(const struct sockaddr *address) {
  if (address->sa_family == AF_INET) {
    return isPublic4(ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr));
  }
  if (address->sa_family == AF_INET6) {
    return isPublic6(((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr);
  }
  return false;
}

bool CCurlIsPublic(const char *figures) {
  struct in_addr four;
  struct in6_addr six;
  if (inet_pton(AF_INET, figures, &four) == 1) return isPublic4(ntohl(four.s_addr));
  if (inet_pton(AF_INET6, figures, &six) == 1) return isPublic6(six.s6_addr);
  return false;
}

// What libcurl hands back to us while it works.
struct Transfer {
  const unsigned char *body;
  size_t length;
  size_t read;
  size_t received;
  bool isLocalAllowed;
  struct CCurlOutcome *outcome;
  char answer[256];
};

static curl_socket_t openSocket(void *given, curlsocktype purpose, struct curl_sockaddr *address) {
  struct Transfer *transfer = given;
  (void)purpose;
  // The very address that is connected to: a name that changes its mind between two questions helps nobody.
  if (!transfer->isLocalAllowed && !isPublicSocket(&address->addr)) {
    transfer->outcome->isForbiddenAddress = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t readBody(char *room, size_t size, size_t count, void *given) {
  struct Transfer *transfer = given;
  size_t left = transfer->length - transfer->read, most = size * count;
  size_t taken = left < most ? left : most;
  memcpy(room, transfer->body + transfer->read, taken);
  transfer->read += taken;
  if (transfer->read == transfer->length) transfer->outcome->isBodySent = true;
  return taken;
}

// The content of an answer is not read, and does not go on for ever.
static size_t readAnswer(char *bytes, size_t size, size_t count, void *given) {
  struct Transfer *transfer = given;
  (void)bytes;
  transfer->received += size * count;
  return transfer->received > 65536 ? 0 : size * count;
}

// What the other side said last, or why it refused: a mail server's line says why.
static size_t readLine(char *bytes, size_t size, size_t count, void *given) {
  struct Transfer *transfer = given;
  size_t length = size * count, kept = 0;
  if (transfer->answer[0] == '4' || transfer->answer[0] == '5') return length;
  for (size_t index = 0; index < length && kept + 1 < sizeof transfer->answer; index++) {
    unsigned char byte = (unsigned char)bytes[index];
    if (byte >= 0x20 && byte < 0x7F) transfer->answer[kept++] = (char)byte;
  }
  if (kept > 0) transfer->answer[kept] = '\0';
  return length;
}

static CURL *prepared(struct Transfer *transfer, const char *address, const char *protocols, long seconds, char *error) {
  pthread_once(&begun, begin);
  CURL *handle = curl_easy_init();
  if (!handle) return NULL;
  curl_easy_setopt(handle, CURLOPT_URL, address);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, seconds < 10 ? seconds : 10L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, seconds);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, openSocket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, transfer);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, readAnswer);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, transfer);
  return handle;
}

static void conclude(CURL *handle, CURLcode code, struct Transfer *transfer, const char *error) {
  struct CCurlOutcome *outcome = transfer->outcome;
  outcome->code = (int)code;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &outcome->status);
  curl_off_t after = 0;
  curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &after);
  outcome->retryAfter = after > 0 && after < 1000000 ? (long)after : 0;
  if (outcome->isForbiddenAddress) {
    snprintf(outcome->reason, sizeof outcome->reason, "the server is in a network that may not be reached");
  } else if (code != CURLE_OK) {
    const char *words = error[0] ? error : curl_easy_strerror(code);
    bool isRefusal = transfer->answer[0] == '4' || transfer->answer[0] == '5';
    snprintf(outcome->reason, sizeof outcome->reason, "%s%s%s", words, isRefusal ? " · " : "",
             isRefusal ? transfer->answer : "");
  }
}

void CCurlSendLetter(const struct CCurlLetter *letter, long seconds, bool isLocalAllowed, struct CCurlOutcome *outcome) {
  memset(outcome, 0, sizeof *outcome);
  char error[CURL_ERROR_SIZE] = "";
  struct Transfer transfer = {
    .body = letter->body, .length = letter->length, .isLocalAllowed = isLocalAllowed, .outcome = outcome};
  CURL *handle = prepared(&transfer, letter->address, "smtp,smtps", seconds, error);
  if (!handle) {
    outcome->code = CURLE_FAILED_INIT;
    snprintf(outcome->reason, sizeof outcome->reason, "libcurl could not begin");
    return;
  }
  struct curl_slist *receivers = curl_slist_append(NULL, letter->to);
  curl_easy_setopt(handle, CURLOPT_USE_SSL, (long)(letter->security == CCurlPlain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (letter->user) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, letter->user);
    curl_easy_setopt(handle, CURLOPT_PASSWORD, letter->password ? letter->password : "");
  }
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, letter->from);
  curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, receivers);
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)letter->length);
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, readBody);
  curl_easy_setopt(handle, CURLOPT_READDATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, readLine);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer);
  conclude(handle, curl_easy_perform(handle), &transfer, error);
  curl_slist_free_all(receivers);
  curl_easy_cleanup(handle);
}

void CCurlSendPost(const struct CCurlPost *post, long seconds, bool isLocalAllowed, struct CCurlOutcome *outcome) {
  memset(outcome, 0, sizeof *outcome);
  char error[CURL_ERROR_SIZE] = "";
  struct Transfer transfer = {.isLocalAllowed = isLocalAllowed, .outcome = outcome};
  CURL *handle = prepared(&transfer, post->address, isLocalAllowed ? "http,https" : "https", seconds, error);
  if (!handle) {
    outcome->code = CURLE_FAILED_INIT;
    snprintf(outcome->reason, sizeof outcome->reason, "libcurl could not begin");
    return;
  }
  struct curl_slist *headers = NULL;
  for (size_t index = 0; index < post->headerCount; index++) {
    headers = curl_slist_append(headers, post->headers[index]);
  }
  // No waiting for leave to send the body.
  headers = curl_slist_append(headers, "Expect:");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_POST, 1L);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, post->body);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)post->length);
  conclude(handle, curl_easy_perform(handle), &transfer, error);
  curl_slist_free_all(headers);
  curl_easy_cleanup(handle);
}
