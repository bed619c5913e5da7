package dev.strand.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between a client and a server, and loses what the server answers when told to; the
 * requests still arrive.
 */
final class LossyProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listening;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean losesAnswers;

    private LossyProxy(ServerSocket listening) {
        this.listening = listening;
    }

    static LossyProxy start() throws IOException {
        return new LossyProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Begins to forward to this port of this machine. */
    void forwardTo(int port) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (true) {
                            Socket client = listening.accept();
                            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                            sockets.add(client);
                            sockets.add(server);
                            Thread.ofVirtual().start(() -> copy(client, server, false));
                            Thread.ofVirtual().start(() -> copy(server, client, true));
                        }
                    } catch (IOException e) {
                        close();
                    }
                });
    }

    void loseAnswers(boolean loses) {
        losesAnswers = loses;
    }

    private void copy(Socket from, Socket to, boolean isAnswer) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            int count = in.read(buffer);
            while (count >= 0) {
                if (!isAnswer || !losesAnswers) {
                    out.write(buffer, 0, count);
                }
                count = in.read(buffer);
            }
        } catch (IOException e) {
            // One side has gone, so the other one goes too.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("sockets could not be closed", e);
        }
    }
}
