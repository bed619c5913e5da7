package dev.strand.handlers.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats that images are written in. */
public enum ImageFormat {
    /** Lossless, with transparency. */
    @JsonProperty("png")
    PNG("png", true),
    /** Lossy; transparency becomes white. */
    @JsonProperty("jpeg")
    JPEG("jpeg", false);

    private final String writerName;
    private final boolean hasTransparency;

    ImageFormat(String writerName, boolean hasTransparency) {
        this.writerName = writerName;
        this.hasTransparency = hasTransparency;
    }

    /** The name by which a writer is found, and that results carry. */
    String writerName() {
        return writerName;
    }

    boolean hasTransparency() {
        return hasTransparency;
    }

    /** The format that a file name ends with: {@code .png}, {@code .jpg} or {@code .jpeg}. */
    static Optional<ImageFormat> ofFileName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".jpg")) {
            return Optional.of(JPEG);
        }
        return Arrays.stream(values())
                .filter(format -> lower.endsWith("." + format.writerName))
                .findFirst();
    }
}
