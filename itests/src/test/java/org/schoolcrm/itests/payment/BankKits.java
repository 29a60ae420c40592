package org.schoolcrm.itests.payment;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.cloudpayments.CloudpaymentsAcquirer;
import org.schoolcrm.acquiring.rbs.RbsAcquirer;
import org.schoolcrm.acquiring.robokassa.RobokassaAcquirer;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.stripe.StripeAcquirer;
import org.schoolcrm.acquiring.tbank.TbankAcquirer;
import org.schoolcrm.acquiring.testkit.BankKit;
import org.schoolcrm.acquiring.testkit.SimulatedBank;
import org.schoolcrm.acquiring.testkit.SimulatedCloudpayments;
import org.schoolcrm.acquiring.testkit.SimulatedRbs;
import org.schoolcrm.acquiring.testkit.SimulatedRobokassa;
import org.schoolcrm.acquiring.testkit.SimulatedStripe;
import org.schoolcrm.acquiring.testkit.SimulatedTbank;
import org.schoolcrm.acquiring.testkit.SimulatedYookassa;
import org.schoolcrm.acquiring.yookassa.YookassaAcquirer;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpExchange;

/** Every bank that has an adapter, with the simulator of it. */
final class BankKits {

    private static final int FAR_FROM_OUR_NUMBERS = 900_000_000;

    private BankKits() {}

    static Map<String, BankKit> all() {
        var kits = new TreeMap<String, BankKit>();
        kits.put(
                "tbank",
                kit(
                        clock -> new SimulatedTbank(clock, "1321054611234DEMO", "Dfsfh56dgKl"),
                        "tbank",
                        Map.of("terminalKey", "1321054611234DEMO", "password", "Dfsfh56dgKl"),
                        TbankAcquirer::new));
        kits.put(
                "yookassa",
                kit(
                        clock -> new SimulatedYookassa(clock, "500105", "live_secret"),
                        "yookassa",
                        Map.of("shopId", "500105", "secretKey", "live_secret"),
                        YookassaAcquirer::new));
        kits.put("rbs of Alfa", rbs(false));
        kits.put("rbs of Sber", rbs(true));
        kits.put(
                "cloudpayments",
                kit(
                        clock -> new SimulatedCloudpayments(clock, "pk_school", "api-secret", false),
                        "cloudpayments",
                        Map.of("publicId", "pk_school", "apiSecret", "api-secret"),
                        (http, clock) -> new CloudpaymentsAcquirer(http)));
        kits.put(
                "robokassa",
                kit(
                        clock -> new SimulatedRobokassa(clock, "school", "one", "two", "three"),
                        "robokassa",
                        Map.of("merchantLogin", "school", "password1", "one", "password2", "two", "password3", "three"),
                        (http, clock) -> new RobokassaAcquirer(http)));
        var stripe = kit(
                clock -> new SimulatedStripe(clock, "sk_live_key", "whsec_live", true),
                "stripe",
                Map.of("secretKey", "sk_live_key", "webhookSecret", "whsec_live"),
                StripeAcquirer::new);
        kits.put("stripe", new BankKit(stripe.bank(), stripe.account(), stripe.adapter(), "EUR", stripe.order()));
        return kits;
    }

    private static BankKit rbs(boolean sber) {
        return kit(
                clock -> new SimulatedRbs(clock, "school-api", "secret-password", "callback-key", sber),
                "rbs",
                Map.of(
                        "dialect", sber ? "sber" : "alfa",
                        "userName", "school-api",
                        "password", "secret-password",
                        "callbackKey", "callback-key"),
                (http, clock) -> new RbsAcquirer(http));
    }

    private static BankKit kit(
            Function<Clock, SimulatedBank> bank,
            String provider,
            Map<String, String> settings,
            BiFunction<HttpExchange, Clock, Acquirer> adapter) {
        return new BankKit(
                bank,
                () -> new MerchantAccount(
                        new MerchantAccountId(1), new BranchId(1), provider, provider, "key", true, true, settings),
                adapter,
                "RUB",
                number -> String.valueOf(FAR_FROM_OUR_NUMBERS + number));
    }
}
