"""Quadrilaterals and the two resampling rules that the product repeats exactly.

A quadrilateral ("quad") is a 4x2 array: top left, top right, bottom right, bottom left, in pixels, origin top left,
pixel centres at half integers for areas and as OpenCV's `warpPerspective` has it (integers) for warps.
"""
import math

import cv2
import numpy as np

cv2.setNumThreads(1)


def box_quad(x: float, y: float, width: float, height: float, slope: float = 0.0) -> np.ndarray:
    """The parallelogram with upright sides and top edge of the given slope whose bounding box is the given box."""
    drop = max(-0.6 * height, min(0.6 * height, slope * width))
    top_left, top_right = (0, drop) if drop >= 0 else (-drop, 0)
    return np.array([[x, y + top_left], [x + width, y + top_right],
                     [x + width, y + height - top_left], [x, y + height - top_right]], np.float64)


def bounds(quad: np.ndarray) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    return quad[:, 0].min(), quad[:, 1].min(), quad[:, 0].max(), quad[:, 1].max()


def overlap(a, b) -> float:
    """Intersection over union of two boxes given as left, top, right, bottom."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def coverage(a, b) -> float:
    """Share of box `b` that box `a` covers."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, width) * max(0.0, height) / ((b[2] - b[0]) * (b[3] - b[1]))


def enlarge(quad: np.ndarray, across: float, down: float, shift: float = 0.0) -> np.ndarray:
    """Moves the corners outwards by fractions of width and height, and shears the top and bottom by `shift` heights."""
    quad = np.asarray(quad, np.float64)
    u = (quad[1] - quad[0] + quad[2] - quad[3]) / 2
    v = (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    move = np.array([-u * across - v * down, u * across - v * down, u * across + v * down, -u * across + v * down])
    return quad + move + np.array([-v, v, v, -v]) * shift


def cut_quad(image: np.ndarray, quad: np.ndarray, height: int, width: int) -> np.ndarray:
    """Rectifies a quad to `height` x `width` pixels.

    Supersamples by s = ceil(max(w / width, h / height) - 0.25), clamped to 1...8, where w and h are the lengths of
    the top and the left edge: a bilinear perspective warp (border replicated) to s times the size that maps the quad
    to (0,0), (s*width,0), (s*width,s*height), (0,s*height), then the mean of s x s pixels.
    """
    quad = np.asarray(quad, np.float32)
    w = max(float(np.linalg.norm(quad[1] - quad[0])), 1.0)
    h = max(float(np.linalg.norm(quad[3] - quad[0])), 1.0)
    s = min(8, max(1, math.ceil(max(w / width, h / height) - 0.25)))
    target = np.array([[0, 0], [width * s, 0], [width * s, height * s], [0, height * s]], np.float32)
    warped = cv2.warpPerspective(image, cv2.getPerspectiveTransform(quad, target), (width * s, height * s),
                                 flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return cv2.resize(warped, (width, height), interpolation=cv2.INTER_AREA) if s > 1 else warped


def normalise(image: np.ndarray, floor: float) -> np.ndarray:
    """`(x - mean) / (deviation + floor)` with pixels in 0...1; 8-bit pictures are divided by 255 first."""
    pixels = image.astype(np.float32) / 255 if image.dtype == np.uint8 else image.astype(np.float32)
    return (pixels - pixels.mean()) / (pixels.std() + floor)
