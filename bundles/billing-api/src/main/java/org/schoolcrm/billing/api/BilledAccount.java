package org.schoolcrm.billing.api;

import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/** Whose invoice it is: an account of a customer in a branch, which the money is credited to. */
public record BilledAccount(BranchId branch, CustomerId customer, AccountId account) {}
