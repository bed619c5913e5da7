package dev.strand.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A static key as settings have it: its hash, never itself. A key has 256 random bits, so a plain
 * SHA-256 of it can be neither guessed nor inverted, and needs no slow hash.
 *
 * @param name who uses it; what control actions are recorded under
 * @param roles what it may do, included roles among them
 * @param hash SHA-256 of the key, 64 hexadecimal digits
 */
public record ApiKey(String name, List<String> roles, String hash) {
    /** What every key begins with, so that it is recognised wherever it leaks. */
    public static final String PREFIX = "strand_";

    private static final int RANDOM_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Reads {@code name:role+role:hash}.
     *
     * @throws IllegalArgumentException saying what is wrong; hashes are not repeated in it
     */
    static ApiKey parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3) {
            throw wrong("an entry must be name:roles:hash, got " + parts.length + " part(s)");
        }
        String name = parts[0].strip();
        if (!NAME.matcher(name).matches()) {
            throw wrong("a name must be 1 to 64 of [A-Za-z0-9._@-], got: " + name);
        }
        List<String> roles = List.of(parts[1].strip().split("\\+", -1));
        for (String role : roles) {
            if (!Roles.ALL.contains(role)) {
                throw wrong("roles of " + name + " must be of " + Roles.ALL + ", got: " + role);
            }
        }
        if (!HASH.matcher(parts[2].strip()).matches()) {
            throw wrong("the hash of " + name + " must be 64 lower-case hexadecimal digits");
        }
        return new ApiKey(name, Roles.expanded(roles), parts[2].strip());
    }

    /** A new key, from a cryptographically strong source. */
    static String generate() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What settings hold of a key. */
    static String hashOf(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether a key has this hash; takes as long for any that does not. */
    boolean isHashOf(String hashOfKey) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII),
                hashOfKey.getBytes(StandardCharsets.US_ASCII));
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                AccessSettings.PREFIX + ".keys: " + what + "; './strand key' makes an entry");
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return name + roles;
    }
}
