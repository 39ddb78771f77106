import Crypto
import Foundation
import Glibc

/// A file's bytes in order, read and hashed by a thread of its own ahead of the thread that uses them.
final class FileBlocks {
    private static let size = 1 << 20

    private final class Block {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: FileBlocks.size, alignment: 64)
        var count = 0

        deinit { memory.deallocate() }
    }

    /// Belongs to the reading thread until the last block is given.
    private final class Hash {
        var function = SHA256()
    }

    private let blocks: WorkAhead<Block>
    private let hash = Hash()
    private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    private var isAtEnd = false

    /// - Parameter file: read from its current place.
    init(_ file: OpenFile) {
        blocks = WorkAhead([Block(), Block()]) { [hash] block in
            block.count = 0
            while block.count < Self.size {
                let count = Glibc.read(file.descriptor, block.memory + block.count, Self.size - block.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw RegistryError.unreadable(errno: errno) }
                if count == 0 { break }
                block.count += count
            }
            hash.function.update(bufferPointer: UnsafeRawBufferPointer(start: block.memory, count: block.count))
            return block.count > 0
        }
    }

    /// Copies the next bytes; returns how many, 0 at the end. Throws ``RegistryError`` if the file can't be read.
    func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        if rest.isEmpty, !isAtEnd {
            if let block = try blocks.next() {
                rest = UnsafeRawBufferPointer(start: block.memory, count: block.count)
            } else {
                isAtEnd = true
            }
        }
        let count = min(rest.count, target.count)
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        return count
    }

    /// SHA-256 of the whole file, in hexadecimal.
    /// - Precondition: ``read(into:)`` has returned 0.
    var sha256: String {
        precondition(isAtEnd)
        return hash.function.finalize().map { String(format: "%02x", $0) }.joined()
    }
}
