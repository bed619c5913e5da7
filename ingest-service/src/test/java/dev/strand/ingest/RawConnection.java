package dev.strand.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HTTP by hand, for clients that behave as no library would. */
public final class RawConnection implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader reader;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Connects to a service; reading gives up after 20 s. */
    public static RawConnection to(IngestApplication application) throws IOException {
        Socket socket = new Socket(URI.create(application.url()).getHost(), application.port());
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        return new RawConnection(socket);
    }

    /** Writes a text as it is. */
    public void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Writes the head of a POST with these header lines. */
    public void writePost(String path, String... headers) throws IOException {
        write(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: here\r\n"
                        + String.join("\r\n", headers)
                        + "\r\n\r\n");
    }

    /** Writes one chunk of a body in chunks. */
    public void writeChunk(String text) throws IOException {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        write(Integer.toHexString(size) + "\r\n" + text + "\r\n");
    }

    /** Ends a body in chunks. */
    public void writeLastChunk() throws IOException {
        write("0\r\n\r\n");
    }

    /** The next line, or null at the end. */
    public @Nullable String readLine() throws IOException {
        return reader.readLine();
    }

    /** The next line that contains a text; those before it are dropped. */
    public String readLineWith(String text) throws IOException {
        String line = reader.readLine();
        while (line != null && !line.contains(text)) {
            line = reader.readLine();
        }
        if (line == null) {
            throw new AssertionError("the connection ended before a line with " + text);
        }
        return line;
    }

    /** The body of a response in chunks, which has ASCII only, to its end. */
    public String readChunkedBody() throws IOException {
        StringBuilder body = new StringBuilder();
        readLineWith("transfer-encoding");
        String line = readLineWith("");
        while (!line.isEmpty()) {
            line = readLineWith("");
        }
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            char[] chunk = new char[size];
            int read = 0;
            while (read < size) {
                int more = reader.read(chunk, read, size - read);
                if (more < 0) {
                    throw new AssertionError("the connection ended within a chunk");
                }
                read += more;
            }
            body.append(chunk);
            readLineWith("");
        }
        return body.toString();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(readLineWith(""), 16);
    }

    /** All lines until the server closes the connection. */
    public List<String> readToEnd() throws IOException {
        List<String> lines = new ArrayList<>();
        String line = reader.readLine();
        while (line != null) {
            lines.add(line);
            line = reader.readLine();
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
