package livery.premium;

import java.time.LocalDate;

/**
 * What an operator says about one number on one day.
 *
 * @param line of its file, 1 for the first
 * @param messages texts that subscribers were charged for
 * @param grossMicros what they paid, taxes inside
 */
record Stated(int line, long numberId, LocalDate day, long messages, long grossMicros) {}
