package dev.strand.systemtests.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Two keys, and the setting that lets them in. */
final class Keys {
    /** That of the services among each other, which may do everything. */
    static final String PEER = "strand_peer";

    /** That of somebody who may look. */
    static final String VIEWER = "strand_viewer";

    private Keys() {}

    /** What {@code STRAND_ACCESS_KEYS} has to be. */
    static String setting() {
        return "peer:operator:" + hash(PEER) + ",viewer:viewer:" + hash(VIEWER);
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
