package dev.strand.handlers.image;

import java.awt.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * The size that a payload asks for.
 *
 * @param width in pixels; whatever keeps the proportions if absent
 * @param height in pixels; whatever keeps the proportions if absent
 * @param fit what it means if both are given
 */
record AskedSize(@Nullable Integer width, @Nullable Integer height, Fit fit) {

    /**
     * The size to scale to; for {@link Fit#COVER} it is at least as large as asked in both
     * directions, and the rest is cut off.
     */
    Dimension scaled(Dimension source) {
        double across = width == null ? Double.NaN : (double) width / source.width;
        double down = height == null ? Double.NaN : (double) height / source.height;
        if (Double.isNaN(across) || Double.isNaN(down)) {
            return times(source, Double.isNaN(across) ? down : across);
        }
        return switch (fit) {
            case INSIDE -> times(source, Math.min(across, down));
            case COVER -> times(source, Math.max(across, down));
            case EXACT -> new Dimension(asked(width, 0), asked(height, 0));
        };
    }

    /** The size of the target. */
    Dimension target(Dimension source) {
        Dimension scaled = scaled(source);
        return fit == Fit.COVER
                ? new Dimension(asked(width, scaled.width), asked(height, scaled.height))
                : scaled;
    }

    /** Whether the source is no larger than what is asked for, in both directions. */
    boolean covers(Dimension source) {
        return source.width <= asked(width, Integer.MAX_VALUE)
                && source.height <= asked(height, Integer.MAX_VALUE);
    }

    private static Dimension times(Dimension size, double factor) {
        return new Dimension(atLeastOne(size.width * factor), atLeastOne(size.height * factor));
    }

    private static int atLeastOne(double length) {
        return Math.clamp(Math.round(length), 1, Integer.MAX_VALUE);
    }

    private static int asked(@Nullable Integer length, int otherwise) {
        return length == null ? otherwise : length;
    }
}
