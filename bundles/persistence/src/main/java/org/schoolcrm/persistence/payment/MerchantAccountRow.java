package org.schoolcrm.persistence.payment;

import java.util.Map;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.host.spi.BranchId;

/** The shape of the merchant account table; the settings stand in it sealed. */
@Entity
@Table(name = "merchant_account")
@SuppressWarnings("NullAway.Init")
public class MerchantAccountRow {

    @Id
    private long id;

    @Column(name = "branch_id")
    private long branch;

    private String provider;
    private String name;

    @Column(name = "hook_key")
    private String hookKey;

    private boolean live;
    private boolean active;

    @Column(name = "settings_sealed")
    private String settingsSealed;

    @Version
    private int version;

    protected MerchantAccountRow() {}

    MerchantAccountRow(MerchantAccount account, String settingsSealed) {
        this.id = account.id().value();
        this.branch = account.branch().value();
        this.provider = account.provider();
        this.name = account.name();
        this.hookKey = account.hookKey();
        this.live = account.live();
        this.active = account.active();
        this.settingsSealed = settingsSealed;
    }

    MerchantAccountId id() {
        return new MerchantAccountId(id);
    }

    String settingsSealed() {
        return settingsSealed;
    }

    MerchantAccount toAccount(Map<String, String> settings) {
        return new MerchantAccount(id(), new BranchId(branch), provider, name, hookKey, live, active, settings);
    }
}
