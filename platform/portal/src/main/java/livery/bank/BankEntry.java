package livery.bank;

import java.time.LocalDate;
import livery.billing.Money;

/**
 * One movement of money as the bank tells it; of a batch booking, one for each transaction in it.
 *
 * @param number in its statement, from 1; the transactions of a batch share it
 * @param part 0, or which transaction of a batch it is, from 1
 * @param credit whether money came
 * @param reversal whether it takes an earlier entry back
 * @param bankRef the bank's number of it, may be empty
 * @param endToEnd the payer's number of it, may be empty
 * @param details what the payer wrote, structured reference first
 * @param payerAccount IBAN or another number, may be empty
 */
record BankEntry(
    int number,
    int part,
    Money amount,
    boolean credit,
    boolean reversal,
    LocalDate bookedOn,
    String bankRef,
    String endToEnd,
    String details,
    String payer,
    String payerAccount) {}
