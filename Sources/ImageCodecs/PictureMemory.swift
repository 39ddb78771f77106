import CJPEGShim

/// Makes the process keep the memory of one decoded picture for the next one instead of giving it back to the system, which
/// would cost a page fault for every 4 KiB of every picture: a quarter of the time to decode. To be called once, at start, by
/// programs that decode many pictures; what they keep is bounded by the largest pictures that were in work at the same time.
public func keepPictureMemory() { etle_keep_memory() }
