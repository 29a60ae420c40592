package org.schoolcrm.persistence.payment;

import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.AccountFiles;
import org.schoolcrm.persistence.BillingTables;

/** Files and their merchant accounts by SQL; whoever claims a file first has it. */
public final class JdbcAccountFiles implements AccountFiles {

    private final BillingTables tables;

    public JdbcAccountFiles(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public MerchantAccountId claim(String file, MerchantAccountId candidate) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into merchant_account_file (file_name, merchant_account_id)"
                                        + " values (:file, :account) on conflict do nothing")
                        .bind("file", file)
                        .bind("account", candidate.value())
                        .execute());
        return accountIn(file).orElseThrow();
    }

    @Override
    public Optional<MerchantAccountId> accountIn(String file) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select merchant_account_id from merchant_account_file where file_name = :file")
                        .bind("file", file)
                        .mapTo(Long.class)
                        .findOne()
                        .map(MerchantAccountId::new));
    }

    @Override
    public Optional<String> fileOf(MerchantAccountId account) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select file_name from merchant_account_file where merchant_account_id = :account")
                        .bind("account", account.value())
                        .mapTo(String.class)
                        .findOne());
    }
}
