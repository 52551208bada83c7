package livery.message;

import java.time.Instant;

/**
 * An operator's last word on one part of a message, or our own.
 *
 * @param part from 1
 * @param status the operator's command status, or one of our own below zero
 * @param ref the operator's message id; {@code null} for none
 * @param submittedAt when it was handed over; {@code null} when it never was
 * @param answeredAt to the millisecond
 */
record Heard(
    long messageId, int part, int status, String ref, Instant submittedAt, Instant answeredAt) {}
