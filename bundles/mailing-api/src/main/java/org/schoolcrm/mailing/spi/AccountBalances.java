package org.schoolcrm.mailing.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.AccountBalance;

/** What provider accounts had left when they were asked. Implemented by {@code persistence}. */
@ConsumerType
public interface AccountBalances {

    List<AccountBalance> all();

    Optional<AccountBalance> find(ProviderAccountId account);

    /** Keeps the balance instead of the one before. */
    void put(AccountBalance balance);
}
