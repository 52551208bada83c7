package livery.plugin;

import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Carries the transaction of a thread to another one and back, so that a call into a plugin can be
 * given up while its thread still hangs.
 */
final class TransactionCarry {

  private static final String NAME = "java:appserver/TransactionManager";

  private final TransactionManager manager;

  private TransactionCarry(TransactionManager manager) {
    this.manager = manager;
  }

  /** The container's transactions; outside of a container there are none to carry. */
  static TransactionCarry find() {
    try {
      return new TransactionCarry(InitialContext.doLookup(NAME));
    } catch (NamingException outsideOfContainer) {
      return new TransactionCarry(null);
    }
  }

  /** Takes the transaction off this thread; null when there is none. */
  Transaction take() {
    try {
      return manager == null ? null : manager.suspend();
    } catch (SystemException failure) {
      throw new IllegalStateException("The transaction could not be taken along", failure);
    }
  }

  /** Puts a transaction onto this thread. */
  void put(Transaction transaction) {
    if (transaction == null) {
      return;
    }
    try {
      manager.resume(transaction);
    } catch (SystemException | InvalidTransactionException failure) {
      throw new IllegalStateException("The transaction could not be put back", failure);
    }
  }

  /**
   * Rolls back a transaction that a thread which hangs still has. That goes by the transaction
   * itself: the thread's own rollback is refused while two threads have the same one.
   */
  void rollBack(Transaction transaction) {
    if (transaction == null) {
      return;
    }
    try {
      transaction.rollback();
    } catch (SystemException | IllegalStateException failure) {
      throw new IllegalStateException("The transaction could not be rolled back", failure);
    }
  }

  /** Does the work with the transaction on this thread, and takes it off again. */
  <T> T with(Transaction transaction, Supplier<T> work) {
    put(transaction);
    try {
      return work.get();
    } finally {
      if (transaction != null) {
        take();
      }
    }
  }
}
