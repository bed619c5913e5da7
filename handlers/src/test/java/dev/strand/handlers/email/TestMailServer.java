package dev.strand.handlers.email;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.strand.handler.testkit.HandlerHarness;
import jakarta.mail.internet.MimeMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real SMTP server on the loopback address. */
final class TestMailServer implements AutoCloseable {

    private final GreenMail server;

    TestMailServer() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    GreenMail greenMail() {
        return server;
    }

    int port() {
        return server.getSmtp().getPort();
    }

    List<MimeMessage> received() {
        return List.of(server.getReceivedMessages());
    }

    /** The handler for this server, with settings as keys and values in turn. */
    HandlerHarness harness(String... settings) {
        return harness(port(), settings);
    }

    static HandlerHarness harness(int port, String... settings) {
        Map<String, String> all = new HashMap<>();
        all.put("host", "127.0.0.1");
        all.put("port", Integer.toString(port));
        all.put("tls", "none");
        all.put("from", "Strand <strand@example.org>");
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return HandlerHarness.of(
                new EmailHandler(),
                all,
                Map.of("PASSWORD", "s3cret-of-mail", "WRONG", "wr0ng-one"));
    }

    @Override
    public void close() {
        server.stop();
    }
}
