package dev.strand.status;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A key for each role, named after it. */
final class TestKeys {
    static final String SUBMITTER = "strand_submitter";
    static final String VIEWER = "strand_viewer";
    static final String OPERATOR = "strand_operator";

    private TestKeys() {}

    /** What {@code strand.access.keys} has to be. */
    static String setting() {
        List<String> entries = new ArrayList<>();
        for (String key : List.of(SUBMITTER, VIEWER, OPERATOR)) {
            String role = key.substring(key.indexOf('_') + 1);
            entries.add("the-%s:%s:%s".formatted(role, role, hash(key)));
        }
        return String.join(",", entries);
    }

    private static String hash(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
