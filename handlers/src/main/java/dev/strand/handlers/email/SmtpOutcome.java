package dev.strand.handlers.email;

import dev.strand.handler.PermanentFailureException;
import jakarta.mail.MessagingException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed hand-over means. An answer of 5xx to the sender, a recipient or the message is for
 * good, unless it is only the server that may not be used (530, 534, 535, 538: authentication). All
 * else may work another time: 4xx, which greylisting says, and whatever befalls the connection.
 */
final class SmtpOutcome {

    private static final int LONGEST_ANSWER = 500;

    private SmtpOutcome() {}

    /** The exception by which the attempt fails. */
    static Exception of(SmtpServer server, MessagingException failure) {
        List<Answer> answers = answers(failure);
        for (Answer answer : answers) {
            if (answer.isForGood()) {
                return new PermanentFailureException(
                        "%s refused %s, and nothing was sent: %s"
                                .formatted(server, answer.subject(), shortened(answer.text())),
                        failure);
            }
        }
        if (isAboutTrust(failure)) {
            return new MailFailureException(
                    "%s must have a certificate for the name %s that is trusted by the JVM or by strand.handlers.email.trusted-certificates, got: %s"
                            .formatted(server, server.host(), shortened(rootOf(failure))),
                    failure);
        }
        String reason =
                answers.isEmpty()
                        ? rootOf(failure)
                        : "refused %s for now: %s"
                                .formatted(answers.getFirst().subject(), answers.getFirst().text());
        return new MailFailureException(
                server + " did not take the message: " + shortened(reason), failure);
    }

    private static List<Answer> answers(MessagingException failure) {
        List<Answer> answers = new ArrayList<>();
        for (Exception next = failure; next != null; next = nextOf(next)) {
            String text = String.valueOf(next.getMessage());
            switch (next) {
                case SMTPAddressFailedException address ->
                        answers.add(
                                new Answer(
                                        "recipient " + address.getAddress().getAddress(),
                                        address.getReturnCode(),
                                        text));
                case SMTPSenderFailedException sender ->
                        answers.add(new Answer("the sender", sender.getReturnCode(), text));
                case SMTPSendFailedException message ->
                        answers.add(new Answer(subjectOf(message), message.getReturnCode(), text));
                default -> {
                    // says nothing that the server has answered
                }
            }
        }
        return answers;
    }

    private static String subjectOf(SMTPSendFailedException failure) {
        String command = failure.getCommand();
        return command != null && command.startsWith("MAIL") ? "the sender" : "the message";
    }

    private static @Nullable Exception nextOf(Exception failure) {
        return failure instanceof MessagingException messaging
                ? messaging.getNextException()
                : null;
    }

    private static boolean isAboutTrust(MessagingException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    private static String rootOf(MessagingException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private static String shortened(String text) {
        String one = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return one.length() <= LONGEST_ANSWER ? one : one.substring(0, LONGEST_ANSWER) + "...";
    }

    private record Answer(String subject, int code, String text) {

        boolean isForGood() {
            boolean isAboutAccess = code == 530 || code == 534 || code == 535 || code == 538;
            return code >= 500 && code < 600 && !isAboutAccess;
        }
    }
}
