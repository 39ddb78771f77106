"""What a camera does to a plate: blur, motion, exposure, glare, noise, sharpening, JPEG."""
import math
import random

import cv2
import numpy as np


def motion_kernel(size: int, angle: float) -> np.ndarray:
    kernel = np.zeros((size, size), np.float32)
    for t in np.linspace(-1, 1, 2 * size):
        reach = t * (size // 2)
        kernel[int(round(size // 2 + reach * math.sin(angle))), int(round(size // 2 + reach * math.cos(angle)))] = 1
    return kernel / kernel.sum()


def expose(image: np.ndarray, rng: random.Random) -> np.ndarray:
    """Gamma, contrast, overexposure and a spot of glare."""
    if rng.random() < 0.5:
        image = np.power(np.clip(image, 0, 1), math.exp(rng.uniform(-0.7, 0.7)))
    if rng.random() < 0.35:
        contrast = rng.uniform(0.25, 1.0)
        image = image * contrast + rng.uniform(0, 1 - contrast) * rng.choice([0, 0.5, 1])
    if rng.random() < 0.13:
        image = image * rng.uniform(1.1, 1.9) + rng.uniform(0, 0.25)
    if rng.random() < 0.07:
        height, width = image.shape
        y, x = np.mgrid[:height, :width].astype(np.float32)
        radius = rng.uniform(0.05, 0.25) * width
        spot = np.exp(-((x - rng.uniform(0, width)) ** 2 + (y - rng.uniform(0, height)) ** 2) / (2 * radius * radius))
        image = image + rng.uniform(0.2, 0.8) * spot
    return image


def photograph(image: np.ndarray, plate_width: float, rng: random.Random, strength: float = 1.0) -> np.ndarray:
    """Degrades a 0...1 picture in which the plate is `plate_width` pixels wide.

    Noise is relative to the picture's own deviation: absolute noise would wipe out dark plates.
    """
    if rng.random() < 0.45 * strength:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 1.1) * max(0.6, plate_width / 130) * strength)
    if rng.random() < 0.15 * strength:
        size = rng.choice([3, 3, 5, 5, 7] if plate_width > 110 else [3, 3, 5])
        image = cv2.filter2D(image, -1, motion_kernel(size, rng.uniform(0, math.pi)))
    image = expose(image, rng)
    if rng.random() < 0.5:
        sigma = 0.004 + rng.uniform(0, 0.28) ** 1.3 * float(image.std())
        image = image + sigma * np.random.standard_normal(image.shape).astype(np.float32)
    image = np.clip(image, 0, 1)
    if rng.random() < 0.2:
        image = np.clip(image + rng.uniform(0.3, 1.5) * (image - cv2.GaussianBlur(image, (0, 0), 1.2)), 0, 1)
    if rng.random() < 0.5:
        _, data = cv2.imencode(".jpg", (image * 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, rng.randint(18, 90)])
        image = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE).astype(np.float32) / 255
    return image
