import Imaging

/// The pictures of one event as they were decoded, until its figures are made of them.
package struct DecodedPictures {
    /// Bounds what a reading takes of memory, 24 MB at 4:2:0; what is beyond is decoded again.
    package static let mostPixels = 16_000_000

    /// By SHA-256.
    package private(set) var pictures: [String: YCbCrImage] = [:]
    private var pixels = 0

    package init() {}

    /// Keeps a picture if there is room for it.
    package mutating func keep(_ picture: YCbCrImage, _ sha256: String) {
        let count = picture.width * picture.height
        guard pictures[sha256] == nil, pixels + count <= Self.mostPixels else { return }
        pixels += count
        pictures[sha256] = picture
    }
}
