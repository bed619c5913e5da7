/**
 * The {@code email} task type: sends a message by SMTP. {@link
 * dev.strand.handlers.email.EmailHandler} is the way in.
 */
@NullMarked
package dev.strand.handlers.email;

import org.jspecify.annotations.NullMarked;
