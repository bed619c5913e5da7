package dev.strand.benchmarks.pages;

import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A kind of request.
 *
 * @param title for people
 * @param path makes the path of one; may choose at random, or go on where the last answer ended
 */
record PageKind(String title, Function<SplittableRandom, String> path) {
    static PageKind of(String title, String path) {
        return new PageKind(title, _ -> path);
    }
}
