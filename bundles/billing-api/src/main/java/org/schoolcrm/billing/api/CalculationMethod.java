package org.schoolcrm.billing.api;

/** «Тип расчета»: how the amount of an invoice came about (R011). */
public enum CalculationMethod {
    MANUAL,
    FORECAST,
    SUBSCRIPTION_COST
}
