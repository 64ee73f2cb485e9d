package org.symbolon.core.store;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.value.AccountId;

/**
 * What restoring a store from a copy has changed.
 *
 * @param status the restored store
 * @param replaced where the store is now that was there before; empty if there was none
 * @param balances the balances that differ between the restored store and the replaced one, a thousand at most; none if
 *     the replaced store could not be read
 */
public record RestoredStore(StoreStatus status, Optional<String> replaced, ImmutableList<Balance> balances) {

    /**
     * A balance in both stores; empty if the account is unlimited or not there.
     *
     * @param restored what the account has now
     * @param replaced what it had in the store that was replaced
     */
    public record Balance(AccountId account, OptionalLong restored, OptionalLong replaced) {}
}
