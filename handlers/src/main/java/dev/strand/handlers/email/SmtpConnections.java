package dev.strand.handlers.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a mail server: a bounded number, kept for the next message when one has been sent
 * well, for a while. Thread-safe.
 */
final class SmtpConnections implements AutoCloseable {

    /** Shorter than mail servers wait for the next command. */
    private static final long IDLE_NANOS = 20_000_000_000L;

    private final SmtpServer server;
    private final Session session;
    private final Semaphore permits;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean isClosed;

    SmtpConnections(SmtpServer server) {
        this.server = server;
        this.session = server.session();
        this.permits = new Semaphore(server.maxConnections(), true);
    }

    Session session() {
        return session;
    }

    /**
     * Hands a message over. The thread must be a virtual one: only then does an interrupt end what
     * it waits for.
     *
     * @throws MessagingException if it was not accepted, or it is not known whether it was
     * @throws InterruptedException if the thread is interrupted
     */
    void send(MimeMessage message) throws MessagingException, InterruptedException {
        permits.acquire();
        try {
            Transport transport = connected();
            try {
                transport.sendMessage(message, message.getAllRecipients());
            } catch (MessagingException | RuntimeException e) {
                closeQuietly(transport);
                throw e;
            }
            keep(transport);
        } catch (MessagingException e) {
            if (Thread.interrupted()) {
                throw interrupted(e);
            }
            throw e;
        } finally {
            permits.release();
        }
    }

    /** One that is idle and answers, or a new one. */
    private Transport connected() throws MessagingException {
        for (Transport transport = takeIdle(); transport != null; transport = takeIdle()) {
            if (transport.isConnected()) {
                return transport;
            }
            closeQuietly(transport);
        }
        Transport transport = session.getTransport("smtp");
        try {
            transport.connect(
                    server.host(),
                    server.port(),
                    server.username(),
                    server.password() == null ? null : server.password().reveal());
        } catch (MessagingException | RuntimeException e) {
            closeQuietly(transport);
            throw e;
        }
        return transport;
    }

    private @Nullable Transport takeIdle() {
        synchronized (idle) {
            Idle last = idle.pollLast();
            return last == null ? null : last.transport();
        }
    }

    private void keep(Transport transport) {
        Deque<Idle> old = new ArrayDeque<>();
        synchronized (idle) {
            if (isClosed) {
                old.add(new Idle(transport, 0));
            } else {
                idle.addLast(new Idle(transport, System.nanoTime()));
            }
            while (!idle.isEmpty()
                    && System.nanoTime() - idle.getFirst().sinceNanos() > IDLE_NANOS) {
                old.add(idle.removeFirst());
            }
        }
        old.forEach(connection -> closeQuietly(connection.transport()));
    }

    private static void closeQuietly(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // the connection is of no use any more, and nothing depends on how it ends
        }
    }

    private static InterruptedException interrupted(MessagingException cause) {
        InterruptedException interrupt = new InterruptedException("interrupted while sending");
        interrupt.initCause(cause);
        return interrupt;
    }

    /** Closes those that are idle; the others close when they are done. */
    @Override
    public void close() {
        synchronized (idle) {
            isClosed = true;
            idle.forEach(connection -> closeQuietly(connection.transport()));
            idle.clear();
        }
    }

    private record Idle(Transport transport, long sinceNanos) {}
}
