package dev.strand.status;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection over which a test sends whatever bytes it likes. */
final class RawConnection implements AutoCloseable {
    /** Stands for a connection that was closed without an answer. */
    static final int CLOSED = 0;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[0-9]\\.[0-9] ([0-9]{3}) .*");
    private static final int TIMEOUT_MILLIS = 40_000;

    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** Sends text, a byte for a character; false if the other side has closed. */
    boolean send(String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Status of the next answer, or {@link #CLOSED}. */
    int status() throws IOException {
        StringBuilder line = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                line.append((char) next);
            }
        } catch (SocketException e) {
            return CLOSED;
        }
        Matcher parts = STATUS_LINE.matcher(line.toString().strip());
        if (line.isEmpty()) {
            return CLOSED;
        }
        if (!parts.matches()) {
            throw new IllegalStateException("not a status line: " + line);
        }
        return Integer.parseInt(parts.group(1));
    }

    /** All that comes until the other side closes, or until it is silent for a while. */
    String rest() throws IOException {
        socket.setSoTimeout(1_000);
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
        } catch (SocketException | SocketTimeoutException e) {
            return text.toString();
        }
        return text.toString();
    }

    /** Whether the other side has closed; waits a moment at most. */
    boolean isClosed() throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
