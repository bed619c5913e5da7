package dev.strand.handlers.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that answers commands as it is told, for the answers that a well-behaved one does
 * not give. A script returns the answer to a command, {@code null} for the usual one, and an empty
 * text to hang up.
 */
final class ScriptedSmtpServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Function<String, @Nullable String> script;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    ScriptedSmtpServer(Function<String, @Nullable String> script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** All commands so far, and {@code CONNECT} for every connection. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                commands.add("CONNECT");
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        connection.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = connection.getOutputStream()) {
            say(out, "220 test");
            boolean isData = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (isData && !line.equals(".")) {
                    continue;
                }
                commands.add(line);
                String scripted = script.apply(line);
                String answer = scripted == null ? usual(line) : scripted;
                if (answer.isEmpty()) {
                    return;
                }
                isData = answer.startsWith("354");
                say(out, answer);
            }
        } catch (IOException e) {
            // the client hung up, as some tests mean it to
        }
    }

    private static String usual(String command) {
        return switch (command.split(" ", 2)[0]) {
            case "DATA" -> "354 go on";
            case "EHLO" -> "250-test\r\n250 8BITMIME";
            default -> "250 ok";
        };
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
