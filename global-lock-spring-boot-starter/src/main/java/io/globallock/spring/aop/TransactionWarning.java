package io.globallock.spring.aop;

import io.globallock.spring.KeyedLock;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Says once for each method that its lock is claimed inside a transaction that is open already. The lock is free again before that
 * one commits, so the next holder reads what was there before. Thread-safe.
 */
final class TransactionWarning {

    private static final Log LOG = LogFactory.getLog(TransactionWarning.class);
    private static final boolean TRANSACTIONS = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            TransactionWarning.class.getClassLoader());

    private final boolean wanted;
    private final Set<Method> warned = ConcurrentHashMap.newKeySet();

    TransactionWarning(boolean wanted) {
        this.wanted = wanted && TRANSACTIONS;
    }

    /** Before the claim. */
    void look(Method method, KeyedLock[] locks) {
        if (wanted && Transactions.isActive() && !isHeld(locks) && warned.add(method)) {
            LOG.warn("Lock " + locks[0].key() + " is claimed by "
                    + method.getDeclaringClass().getName() + "."
                    + method.getName()
                    + "() inside a transaction that is open already, and will be free before that commits."
                    + " Claim it around the transaction; or set global-lock.transaction.warn=false if this is meant."
                    + " Said once for this method.");
        }
    }

    /** Held outside, by a caller: then it is the caller's hold that counts. */
    private static boolean isHeld(KeyedLock[] locks) {
        for (KeyedLock lock : locks) {
            if (!lock.lock().isClaimedByCurrentThread()) {
                return false;
            }
        }
        return true;
    }

    /** Loaded only where there are transactions. */
    private static final class Transactions {

        static boolean isActive() {
            return TransactionSynchronizationManager.isActualTransactionActive();
        }
    }
}
