package dev.strand.testing.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of localhost. */
public final class FreePorts {
    private static final int BACKLOG = 1;

    private FreePorts() {}

    /**
     * A port that nobody listened on a moment ago; somebody else may take it before the caller
     * does.
     */
    public static int any() {
        try (ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port of localhost is free", e);
        }
    }

    /** Whether nobody listens on this port of localhost right now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket =
                new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
