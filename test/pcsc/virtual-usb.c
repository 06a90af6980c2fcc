/*
 * The part of libudev that pcscd uses, for a USB bus that is a folder. $DEPOT_USB/plugged has a line of four hexadecimal digits
 * for each reader that is plugged in from the start; $DEPOT_USB/events is a pipe: "+PPPP" plugs one in, "-PPPP" pulls it.
 * The digits are the device's product and stand for it everywhere; its vendor is d0d0. Source: pcsc-lite's hotplug_libudev.c.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct udev_device { char action; char product[5]; };
struct udev_list_entry { char product[5]; struct udev_list_entry *next; };

static char anything;
static int events = -1;

static FILE *plugged(void) {
  char path[4096];
  snprintf(path, sizeof path, "%s/plugged", getenv("DEPOT_USB"));
  return fopen(path, "r");
}

void *udev_new(void) { return &anything; }
void *udev_unref(void *udev) { return NULL; }
void *udev_enumerate_new(void *udev) { return &anything; }
void *udev_enumerate_unref(void *list) { return NULL; }
int udev_enumerate_add_match_subsystem(void *list, const char *subsystem) { return 0; }
int udev_enumerate_scan_devices(void *list) { return 0; }
int udev_monitor_filter_add_match_subsystem_devtype(void *monitor, const char *subsystem, const char *type) { return 0; }
int udev_monitor_enable_receiving(void *monitor) { return 0; }
int udev_monitor_get_fd(void *monitor) { return events; }

void *udev_monitor_new_from_netlink(void *udev, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/events", getenv("DEPOT_USB"));
  events = open(path, O_RDWR | O_CLOEXEC);
  return events < 0 ? NULL : &anything;
}

struct udev_list_entry *udev_enumerate_get_list_entry(void *list) {
  struct udev_list_entry *first = NULL, **end = &first;
  char product[5];
  FILE *file = plugged();
  while (file != NULL && fscanf(file, "%4s", product) == 1) {
    *end = calloc(1, sizeof **end);
    memcpy((*end)->product, product, sizeof product);
    end = &(*end)->next;
  }
  if (file != NULL) fclose(file);
  return first;
}

struct udev_list_entry *udev_list_entry_get_next(struct udev_list_entry *entry) { return entry->next; }
const char *udev_list_entry_get_name(struct udev_list_entry *entry) { return entry->product; }

static struct udev_device *device(char action, const char *product) {
  struct udev_device *found = calloc(1, sizeof *found);
  found->action = action;
  memcpy(found->product, product, 4);
  return found;
}

struct udev_device *udev_device_new_from_syspath(void *udev, const char *path) { return device('+', path); }

struct udev_device *udev_monitor_receive_device(void *monitor) {
  char event[5];
  return read(events, event, sizeof event) == sizeof event ? device(event[0], event + 1) : NULL;
}

void *udev_device_unref(struct udev_device *of) {
  free(of);
  return NULL;
}

const char *udev_device_get_action(struct udev_device *of) { return of->action == '+' ? "add" : "remove"; }
const char *udev_device_get_devnode(struct udev_device *of) { return of->product; }
const char *udev_device_get_sysname(struct udev_device *of) { return of->product; }

struct udev_device *udev_device_get_parent_with_subsystem_devtype(struct udev_device *of, const char *s, const char *t) {
  return of;
}

const char *udev_device_get_sysattr_value(struct udev_device *of, const char *name) {
  if (strcmp(name, "idVendor") == 0) return "d0d0";
  return strcmp(name, "idProduct") == 0 ? of->product : NULL;
}
