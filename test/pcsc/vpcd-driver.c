/*
 * The driver of one virtual reader: stands before a copy of vpcd's library (beside it, `.vpcd` after its name) and passes
 * every call on, with three differences.
 *
 * The port to listen on is the product of the USB device that virtual-usb.c shows: "usb:d0d0/PPPP:…", hexadecimal.
 * vpcd's second slot is hidden. And a card that is gone stays gone for half a second, however fast another one follows, as
 * with real hands: pcscd looks every 400 ms, and a swap that it overlooks it never tells. Source of the calls: pcsc-lite's
 * ifdhandler.h.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

typedef unsigned long DWORD;
typedef long RESPONSECODE;
typedef unsigned char *BYTES;
typedef struct { DWORD protocol; DWORD length; } HEADER;

#define IFD_SUCCESS 0
#define IFD_COMMUNICATION_ERROR 612
#define IFD_ICC_PRESENT 615
#define IFD_ICC_NOT_PRESENT 616
#define TAG_IFD_SLOTS_NUMBER 0x0FAE

static void *vpcd;
static volatile int present;
static volatile long gone_until;

static long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void gone(void) {
  present = 0;
  gone_until = milliseconds() + 500;
}

__attribute__((constructor)) static void open_vpcd(void) {
  Dl_info self;
  char path[4096];
  if (!dladdr((void *)open_vpcd, &self)) return;
  snprintf(path, sizeof path, "%s.vpcd", self.dli_fname);
  vpcd = dlopen(path, RTLD_NOW | RTLD_LOCAL);
}

__attribute__((destructor)) static void close_vpcd(void) {
  if (vpcd != NULL) dlclose(vpcd);
}

#define VPCD(name, parameters) ((RESPONSECODE(*) parameters)dlsym(vpcd, #name))
#define PASS_ON(name, parameters, arguments) \
  RESPONSECODE name parameters { return VPCD(name, parameters) arguments; }

PASS_ON(IFDHCreateChannel, (DWORD lun, DWORD channel), (lun, channel))
PASS_ON(IFDHCloseChannel, (DWORD lun), (lun))
PASS_ON(IFDHSetCapabilities, (DWORD lun, DWORD tag, DWORD length, BYTES value), (lun, tag, length, value))
PASS_ON(IFDHSetProtocolParameters,
        (DWORD lun, DWORD protocol, unsigned char flags, unsigned char a, unsigned char b, unsigned char c),
        (lun, protocol, flags, a, b, c))
PASS_ON(IFDHPowerICC, (DWORD lun, DWORD action, BYTES atr, DWORD *length), (lun, action, atr, length))
PASS_ON(IFDHControl,
        (DWORD lun, DWORD code, BYTES sent, DWORD size, BYTES answer, DWORD room, DWORD *length),
        (lun, code, sent, size, answer, room, length))

RESPONSECODE IFDHCreateChannelByName(DWORD lun, char *name) {
  unsigned port;
  char listening[32];
  if (vpcd == NULL || sscanf(name, "usb:%*4x/%4x:", &port) != 1) return IFD_COMMUNICATION_ERROR;
  snprintf(listening, sizeof listening, "/dev/null:%u", port);
  return VPCD(IFDHCreateChannelByName, (DWORD, char *))(lun, listening);
}

RESPONSECODE IFDHGetCapabilities(DWORD lun, DWORD tag, DWORD *length, BYTES value) {
  if (tag != TAG_IFD_SLOTS_NUMBER) return VPCD(IFDHGetCapabilities, (DWORD, DWORD, DWORD *, BYTES))(lun, tag, length, value);
  *value = 1;
  *length = 1;
  return IFD_SUCCESS;
}

RESPONSECODE IFDHTransmitToICC(DWORD lun, HEADER to, BYTES sent, DWORD size, BYTES answer, DWORD *length, HEADER *from) {
  RESPONSECODE code = VPCD(IFDHTransmitToICC, (DWORD, HEADER, BYTES, DWORD, BYTES, DWORD *, HEADER *))(
      lun, to, sent, size, answer, length, from);
  if (code != IFD_SUCCESS || *length == 0) gone();
  return code;
}

RESPONSECODE IFDHICCPresence(DWORD lun) {
  if (milliseconds() < gone_until) return IFD_ICC_NOT_PRESENT;
  RESPONSECODE code = VPCD(IFDHICCPresence, (DWORD))(lun);
  if (present && code != IFD_ICC_PRESENT) gone();
  present = code == IFD_ICC_PRESENT;
  return code;
}
