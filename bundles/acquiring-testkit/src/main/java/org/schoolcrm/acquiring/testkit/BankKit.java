package org.schoolcrm.acquiring.testkit;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpExchange;

/**
 * A bank adapter and the simulator of its bank.
 *
 * @param order what a number of ours looks like at the bank
 */
public record BankKit(
        Function<Clock, SimulatedBank> bank,
        Supplier<MerchantAccount> account,
        BiFunction<HttpExchange, Clock, Acquirer> adapter,
        String currency,
        IntFunction<String> order) {}
