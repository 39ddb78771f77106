"""Rules that the program repeats, and the split: `python -m unittest discover tests` in training/."""
import math
import random
import unittest

import numpy as np

from etle_training import calibration, decoding, geometry, labels, plate, text
from etle_training.locator_data import targets
from etle_training.scores import Reading, score


def frames_of(symbols: str, confidence: float = 0.98) -> np.ndarray:
    """Log probabilities in which each symbol (`-`: blank) takes one frame."""
    rows = np.full((len(symbols), 37), (1 - confidence) / 36)
    for row, symbol in zip(rows, symbols):
        row[text.BLANK if symbol == "-" else text.CHARACTERS.index(symbol)] = confidence
    return np.log(rows)


class Geometry(unittest.TestCase):
    def test_an_upright_quad_of_the_crop_size_is_copied(self):
        image = np.random.default_rng(1).integers(0, 255, (60, 220), np.uint8)
        cut = geometry.cut_quad(image, geometry.box_quad(5, 7, 192, 48), 48, 192)
        np.testing.assert_array_equal(cut, image[7:55, 5:197])

    def test_minifying_averages(self):
        image = np.tile(np.array([0, 200], np.uint8), (96, 192))
        cut = geometry.cut_quad(image, geometry.box_quad(0, 0, 383, 95), 48, 192)
        self.assertLess(abs(float(cut.mean()) - 100), 3)
        self.assertLess(float(cut.std()), 30)

    def test_the_box_of_a_tilted_quad_is_the_label(self):
        for slope in (-0.3, 0.0, 0.2):
            np.testing.assert_allclose(geometry.bounds(geometry.box_quad(3, 4, 50, 20, slope)), (3, 4, 53, 24))


class Decoding(unittest.TestCase):
    def test_repeats_need_a_blank(self):
        self.assertEqual(decoding.greedy(frames_of("-AA-1-1--B")), "A11B")

    def test_beam_finds_the_probability_of_a_single_path(self):
        best, log = decoding.beam(frames_of("B-1-A-", 0.999))[0]
        self.assertEqual(best, "B1A")
        self.assertLess(log, 0)
        self.assertGreater(math.exp(log), 0.98)

    def test_grammar_turns_a_letter_o_among_digits_into_a_zero(self):
        rows = frames_of("B-1-O-2-A-")
        rows[4, 0] = math.log(0.01)
        self.assertEqual(decoding.beam(rows)[0][0], "B102A")


class Texts(unittest.TestCase):
    def test_random_plates_are_mostly_civil(self):
        rng = random.Random(1)
        drawn = ["".join(text.random_civil(rng)) for _ in range(500)]
        self.assertGreater(sum(map(text.is_civil, drawn)), 450)

    def test_edit_distance(self):
        self.assertEqual(text.edit_distance("B1234XY", "B123XYZ"), 2)


class Samples(unittest.TestCase):
    def test_the_same_seed_draws_the_same_plate(self):
        one, other = (plate.draw_plate(random.Random(5)) for _ in range(2))
        self.assertEqual(one.text, other.text)
        self.assertEqual(one.image.shape, other.image.shape)

    def test_a_target_points_back_to_its_corners(self):
        quad = geometry.box_quad(100, 120, 60, 20)
        heat, offsets, weight = targets([(quad, True)])
        row, column = np.unravel_index(heat.argmax(), heat.shape)
        found = offsets[:, row, column].reshape(4, 2) * 32 + (np.array([column, row]) + 0.5) * 8
        np.testing.assert_allclose(found, quad, atol=1e-3)
        self.assertGreater(weight[row, column], 0)


class Measures(unittest.TestCase):
    def test_coverage_ends_at_the_first_wrong_reading(self):
        readings = [Reading("a", "A1", True, [("A1", 0.9)]), Reading("b", "B1", True, [("D1", 0.8)]), Reading("c", "C1", True, [("C1", 0.7)])]
        self.assertAlmostEqual(score(readings).coverage, 1 / 3)

    def test_calibration_knots_rise(self):
        values = [value for _, value in calibration.knots(0.8, -0.5)]
        self.assertEqual(values, sorted(values))


class Split(unittest.TestCase):
    def test_no_held_out_vehicle_is_trained_on(self):
        try:
            trained = {p.text for p in labels.training_plates()}
        except SystemExit:
            self.skipTest("no data")
        held = {p.text for kind in ("closeup", "crop") for p in labels.held_out(kind)}
        self.assertFalse(trained & held)
        self.assertGreater(len(held), 30)


if __name__ == "__main__":
    unittest.main()
