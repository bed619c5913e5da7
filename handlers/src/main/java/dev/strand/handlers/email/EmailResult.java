package dev.strand.handlers.email;

/**
 * What the mail server has accepted.
 *
 * @param messageId the message's {@code Message-ID}, the same for all attempts of a run
 * @param recipients how many there are
 */
public record EmailResult(String messageId, int recipients) {}
