/* Preloaded into every process of tests/guard.py: name look-ups and connections beyond this machine are noted and refused.

   Python's own hooks see nothing of a library's native threads; these symbols stand before libc's for every library that is
   loaded. What is noted is a line, written at once and appended, so that threads and processes can share the file. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void note(const char *what, const char *detail) {
    char line[600];
    int saved = errno;
    int length = snprintf(line, sizeof line, "%d\tnative\t%s\t%.400s\n", (int)getpid(), what, detail ? detail : "");
    const char *path = getenv("NETWORK_GUARD_LOG");
    int file = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (file < 0 || write(file, line, (size_t)length) != length) {
        static const char lost[] = "the network guard cannot write its log\n";
        if (write(2, lost, sizeof lost - 1) < 0) _exit(97);
        _exit(97); /* a guard that cannot tell must not let pass */
    }
    close(file);
    errno = saved;
}

__attribute__((constructor)) static void watch(void) { note("watches", program_invocation_short_name); }

static int is_here_v4(const void *address) { return ((const unsigned char *)address)[0] == 127; }

static int is_here_v6(const struct in6_addr *address) {
    return IN6_IS_ADDR_LOOPBACK(address) || (IN6_IS_ADDR_V4MAPPED(address) && is_here_v4(address->s6_addr + 12));
}

static int is_here(const struct sockaddr *to) {
    if (to->sa_family == AF_INET) return is_here_v4(&((const struct sockaddr_in *)to)->sin_addr);
    if (to->sa_family == AF_INET6) return is_here_v6(&((const struct sockaddr_in6 *)to)->sin6_addr);
    return to->sa_family == AF_UNIX || to->sa_family == AF_NETLINK || to->sa_family == AF_UNSPEC;
}

static int is_refused(const char *what, const struct sockaddr *to) {
    char text[INET6_ADDRSTRLEN] = "", detail[100];
    unsigned port = 0;
    if (!to || is_here(to)) return 0;
    if (to->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)to;
        inet_ntop(AF_INET, &four->sin_addr, text, sizeof text);
        port = ntohs(four->sin_port);
    } else if (to->sa_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)to;
        inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
        port = ntohs(six->sin6_port);
    } else {
        snprintf(text, sizeof text, "family %d", to->sa_family);
    }
    snprintf(detail, sizeof detail, "%s port %u", text, port);
    note(what, detail);
    errno = ENETUNREACH;
    return 1;
}

static int is_own_name(const char *name) {
    struct in_addr four;
    struct in6_addr six;
    if (!name || !*name || !strcasecmp(name, "localhost")) return 1;
    if (inet_pton(AF_INET, name, &four) == 1) return is_here_v4(&four);
    return inet_pton(AF_INET6, name, &six) == 1 && is_here_v6(&six);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int connect(int socket, const struct sockaddr *to, socklen_t length) {
    return is_refused("connect", to) ? -1 : NEXT(connect)(socket, to, length);
}

ssize_t sendto(int socket, const void *data, size_t size, int flags, const struct sockaddr *to, socklen_t length) {
    return is_refused("sendto", to) ? -1 : NEXT(sendto)(socket, data, size, flags, to, length);
}

ssize_t sendmsg(int socket, const struct msghdr *message, int flags) {
    return is_refused("sendmsg", message->msg_name) ? -1 : NEXT(sendmsg)(socket, message, flags);
}

int sendmmsg(int socket, struct mmsghdr *messages, unsigned count, int flags) {
    for (unsigned i = 0; i < count; i++)
        if (is_refused("sendmmsg", messages[i].msg_hdr.msg_name)) return -1;
    return NEXT(sendmmsg)(socket, messages, count, flags);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    if (is_own_name(name)) return NEXT(getaddrinfo)(name, service, hints, found);
    note("getaddrinfo", name);
    return EAI_AGAIN;
}

int getaddrinfo_a(int mode, struct gaicb *list[], int count, struct sigevent *event) {
    (void)mode, (void)event;
    for (int i = 0; i < count; i++) note("getaddrinfo_a", list[i] ? list[i]->ar_name : "");
    return EAI_AGAIN;
}

struct hostent *gethostbyname(const char *name) {
    if (is_own_name(name)) return NEXT(gethostbyname)(name);
    note("gethostbyname", name);
    h_errno = TRY_AGAIN;
    return NULL;
}

struct hostent *gethostbyname2(const char *name, int family) {
    if (is_own_name(name)) return NEXT(gethostbyname2)(name, family);
    note("gethostbyname2", name);
    h_errno = TRY_AGAIN;
    return NULL;
}

int gethostbyname_r(const char *name, struct hostent *host, char *data, size_t size, struct hostent **found, int *error) {
    if (is_own_name(name)) return NEXT(gethostbyname_r)(name, host, data, size, found, error);
    note("gethostbyname_r", name);
    *found = NULL;
    *error = TRY_AGAIN;
    return EAGAIN;
}

int gethostbyname2_r(const char *name, int family, struct hostent *host, char *data, size_t size, struct hostent **found,
                     int *error) {
    if (is_own_name(name)) return NEXT(gethostbyname2_r)(name, family, host, data, size, found, error);
    note("gethostbyname2_r", name);
    *found = NULL;
    *error = TRY_AGAIN;
    return EAGAIN;
}

struct hostent *gethostbyaddr(const void *address, socklen_t length, int family) {
    (void)address, (void)length, (void)family;
    note("gethostbyaddr", "");
    h_errno = TRY_AGAIN;
    return NULL;
}

int gethostbyaddr_r(const void *address, socklen_t length, int family, struct hostent *host, char *data, size_t size,
                    struct hostent **found, int *error) {
    (void)address, (void)length, (void)family, (void)host, (void)data, (void)size;
    note("gethostbyaddr_r", "");
    *found = NULL;
    *error = TRY_AGAIN;
    return EAGAIN;
}

/* The resolver itself, for whoever passes getaddrinfo by; glibc has them with and without the underscores. */
#define REFUSED(function, arguments, name) \
    int function arguments {               \
        note(#function, name);             \
        return -1;                         \
    }
#undef res_query
#undef res_search
#undef res_nquery
#undef res_nsearch
#undef res_send
#undef res_nsend
REFUSED(res_query, (const char *name), name)
REFUSED(__res_query, (const char *name), name)
REFUSED(res_search, (const char *name), name)
REFUSED(__res_search, (const char *name), name)
REFUSED(res_nquery, (void *state __attribute__((unused)), const char *name), name)
REFUSED(__res_nquery, (void *state __attribute__((unused)), const char *name), name)
REFUSED(res_nsearch, (void *state __attribute__((unused)), const char *name), name)
REFUSED(__res_nsearch, (void *state __attribute__((unused)), const char *name), name)
REFUSED(res_send, (void), "")
REFUSED(__res_send, (void), "")
REFUSED(res_nsend, (void), "")
REFUSED(__res_nsend, (void), "")
