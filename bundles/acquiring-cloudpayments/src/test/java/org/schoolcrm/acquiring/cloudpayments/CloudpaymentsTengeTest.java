package org.schoolcrm.acquiring.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.testkit.AcquirerContract;
import org.schoolcrm.acquiring.testkit.GivenDocument;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedCloudpayments;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpExchange;

/** A shop that takes tenge: what the bank says without a currency is about tenge too. */
class CloudpaymentsTengeTest extends AcquirerContract {

    @Override
    protected SimulatedBank newBank(Clock clock) {
        return new SimulatedCloudpayments(clock, "pk_almaty", "api-secret", false);
    }

    @Override
    protected MerchantAccount newAccount() {
        return new MerchantAccount(
                new MerchantAccountId(1),
                new BranchId(1),
                "cloudpayments",
                "CloudPayments",
                "key",
                true,
                true,
                Map.of("publicId", "pk_almaty", "apiSecret", "api-secret"));
    }

    @Override
    protected Acquirer newAcquirer(HttpExchange http, Clock clock) {
        return new CloudpaymentsAcquirer(http);
    }

    @Override
    protected boolean isWholeBodySigned() {
        return true;
    }

    @Override
    protected String acknowledgementOf(RawWebhook webhook) {
        return "{\"code\":0}";
    }

    @Override
    protected String currency() {
        return "KZT";
    }

    /** Addresses of notifications are set in the cabinet. */
    @Override
    protected Set<String> requestsNeverSent() {
        return Set.of("notifications update");
    }

    /** The given documents are tried by CloudpaymentsAcquirerTest. */
    @Override
    protected void passes(GivenDocument given) {
        assertThat(given.file()).isIn("vectors", "response", "webhook");
    }
}
