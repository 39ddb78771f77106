#ifndef ETLE_MEMORY_H
#define ETLE_MEMORY_H

/* Has malloc keep freed blocks of up to 32 MiB each, up to 256 MiB at the heap's end, instead of returning them to the
   system. Does nothing with another C library than glibc. */
void etle_keep_memory(void);

#endif
