package dev.strand.handlers.image;

import dev.strand.handler.TaskContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes a file whole or not at all: under another name beside it, which then takes its place in
 * one step. A repeated attempt removes what earlier ones left behind, so that an attempt that was
 * thought dead cannot put its file in place any more.
 */
final class TargetFile {

    /** Writes the content. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * What was written.
     *
     * @param bytes how many
     * @param sha256 in hex
     */
    record Written(long bytes, String sha256) {}

    private static final int HASH_CHARACTERS = 24;

    private TargetFile() {}

    /** Writes the content and puts it in the place of the target; durable when it returns. */
    static Written write(Path target, TaskContext context, Content content) throws IOException {
        Path folder = target.resolveSibling("");
        String prefix = ".strand-" + hash(target, context) + "-";
        if (context.attempt() > 1) {
            removeAll(folder, prefix);
        }
        Path temporary = folder.resolve(prefix + context.fencingToken() + ".tmp");
        Files.deleteIfExists(temporary);
        MessageDigest digest = sha256();
        try {
            long bytes;
            try (FileChannel channel =
                            FileChannel.open(
                                    temporary,
                                    StandardOpenOption.CREATE_NEW,
                                    StandardOpenOption.WRITE);
                    OutputStream out =
                            new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
                bytes = channel.position();
            }
            Files.move(
                    temporary,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return new Written(bytes, HexFormat.of().formatHex(digest.digest()));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void removeAll(Path folder, String prefix) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String hash(Path target, TaskContext context) {
        String text = context.groupId() + '\0' + context.taskId() + '\0' + target.getFileName();
        byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, HASH_CHARACTERS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
