package dev.strand.handlers.email;

import dev.strand.handler.testkit.HandlerHarness;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server that insists on TLS, with a certificate of its own for {@code localhost}. */
final class TlsMailServer implements AutoCloseable {

    /** A key, and its certificate as mail clients are told to trust it. */
    record Identity(SSLContext context, Path certificate) {

        /** Makes one with the JDK's own tool, for the name {@code localhost}. */
        static Identity make(Path directory, String name)
                throws IOException, InterruptedException, GeneralSecurityException {
            Path store = directory.resolve(name + ".p12");
            Path certificate = directory.resolve(name + ".pem");
            keytool(
                    store,
                    "-genkeypair -alias mail -keyalg EC -dname CN=localhost -ext"
                            + " san=dns:localhost -validity 2");
            keytool(store, "-exportcert -rfc -alias mail -file " + certificate);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return new Identity(context, certificate);
        }

        private static void keytool(Path store, String arguments)
                throws IOException, InterruptedException {
            String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            String all =
                    arguments + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + store;
            List<String> command = new CopyOnWriteArrayList<>(all.split(" "));
            command.addFirst(tool);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("keytool " + arguments + ": " + output);
            }
        }
    }

    private static final String PASSWORD = "changeit";

    private final SMTPServer server;
    private final List<String> received = new CopyOnWriteArrayList<>();

    TlsMailServer(String tls, Identity identity) {
        SMTPServer.Builder builder =
                SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .hostName("localhost")
                        .messageHandler((context, from, to, data) ->
                                received.add(to + "\n" + new String(data, StandardCharsets.UTF_8)));
        server =
                switch (tls) {
                    case "starttls" ->
                            builder.enableTLS()
                                    .requireTLS()
                                    .startTlsSocketFactory(identity.context())
                                    .build();
                    case "implicit" -> builder.serverSocketFactory(identity.context()).build();
                    default -> throw new IllegalArgumentException("no kind of TLS: " + tls);
                };
        server.start();
    }

    /** The recipient of each message, and the message. */
    List<String> received() {
        return List.copyOf(received);
    }

    /** The handler for this server, with settings as keys and values in turn. */
    HandlerHarness harness(String... settings) {
        return TestMailServer.harness(server.getPortAllocated(), settings);
    }

    @Override
    public void close() {
        server.stop();
    }
}
