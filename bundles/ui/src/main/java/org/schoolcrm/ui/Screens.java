package org.schoolcrm.ui;

import java.util.List;
import java.util.Map;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.UiContribution;
import org.schoolcrm.host.spi.UiExtension;
import org.schoolcrm.host.spi.UiExtension.Point;

/** Billing's places in the CRM: the customer card, the menus of finance and settings, the licensing page. */
public final class Screens implements UiContribution {

    @Override
    public Map<String, String> modules() {
        return Map.of();
    }

    @Override
    public List<UiExtension> extensions() {
        return List.of(
                new UiExtension(
                        "billing.customer-forecast",
                        Point.CUSTOMER_CARD,
                        5,
                        Permission.INVOICE_READ,
                        Map.of("ru", "Прогноз", "en", "Forecast"),
                        "customer-forecast.js",
                        "crm-customer-forecast",
                        ""),
                new UiExtension(
                        "billing.customer-invoices",
                        Point.CUSTOMER_CARD,
                        10,
                        Permission.INVOICE_READ,
                        Map.of("ru", "Счета", "en", "Invoices"),
                        "customer-invoices.js",
                        "crm-customer-invoices",
                        ""),
                new UiExtension(
                        "billing.customer-messages",
                        Point.CUSTOMER_CARD,
                        15,
                        Permission.MAILING_READ,
                        Map.of("ru", "Сообщения", "en", "Messages"),
                        "customer-messages.js",
                        "crm-customer-messages",
                        ""),
                new UiExtension(
                        "billing.customer-consents",
                        Point.CUSTOMER_CARD,
                        18,
                        Permission.MAILING_READ,
                        Map.of("ru", "Согласия", "en", "Consents"),
                        "customer-consents.js",
                        "crm-customer-consents",
                        ""),
                new UiExtension(
                        "billing.customer-chats",
                        Point.CUSTOMER_CARD,
                        16,
                        Permission.MAILING_READ,
                        Map.of("ru", "Мессенджеры", "en", "Messengers"),
                        "customer-chats.js",
                        "crm-customer-chats",
                        ""),
                new UiExtension(
                        "billing.invoices",
                        Point.FINANCE_MENU,
                        10,
                        Permission.INVOICE_READ,
                        Map.of("ru", "Счета", "en", "Invoices"),
                        "invoices.js",
                        "crm-invoices",
                        "/finance/invoices"),
                new UiExtension(
                        "billing.payments",
                        Point.FINANCE_MENU,
                        20,
                        Permission.INVOICE_READ,
                        Map.of("ru", "Платежи", "en", "Payments"),
                        "payments.js",
                        "crm-payments",
                        "/finance/payments"),
                new UiExtension(
                        "billing.acquiring",
                        Point.SETTINGS_MENU,
                        5,
                        Permission.SETTINGS_EDIT,
                        Map.of("ru", "Интернет-эквайринг", "en", "Online payment"),
                        "merchant-accounts.js",
                        "crm-merchant-accounts",
                        "/acquiring"),
                new UiExtension(
                        "billing.money",
                        Point.DASHBOARD_CARD,
                        5,
                        Permission.INVOICE_READ,
                        Map.of("ru", "Счета и оплаты", "en", "Invoices and payments"),
                        "money.js",
                        "crm-money",
                        ""),
                new UiExtension(
                        "billing.next-runs",
                        Point.DASHBOARD_CARD,
                        10,
                        Permission.MAILING_READ,
                        Map.of("ru", "Ближайшие рассылки", "en", "Next mailings"),
                        "next-runs.js",
                        "crm-next-runs",
                        ""),
                new UiExtension(
                        "billing.mailings",
                        Point.SETTINGS_MENU,
                        10,
                        Permission.MAILING_READ,
                        Map.of("ru", "Автоматические рассылки", "en", "Automatic mailings"),
                        "mailings.js",
                        "crm-mailings",
                        "/mailings"),
                new UiExtension(
                        "billing.messages",
                        Point.SETTINGS_MENU,
                        15,
                        Permission.MAILING_READ,
                        Map.of("ru", "Сообщения", "en", "Messages"),
                        "messages.js",
                        "crm-messages",
                        "/messages"),
                new UiExtension(
                        "billing.sms-templates",
                        Point.SETTINGS_MENU,
                        20,
                        Permission.MAILING_READ,
                        Map.of("ru", "SMS Шаблоны", "en", "SMS templates"),
                        "templates.js",
                        "crm-sms-templates",
                        "/sms-templates"),
                new UiExtension(
                        "billing.templates",
                        Point.SETTINGS_MENU,
                        21,
                        Permission.MAILING_READ,
                        Map.of("ru", "Email шаблоны", "en", "E-mail templates"),
                        "templates.js",
                        "crm-templates",
                        "/templates"),
                new UiExtension(
                        "billing.integrations",
                        Point.SETTINGS_MENU,
                        25,
                        Permission.SETTINGS_EDIT,
                        Map.of("ru", "Интеграции", "en", "Integrations"),
                        "integrations.js",
                        "crm-integrations",
                        "/integrations"),
                new UiExtension(
                        "billing.api-tokens",
                        Point.SETTINGS_MENU,
                        30,
                        Permission.SETTINGS_EDIT,
                        Map.of("ru", "Доступ по API", "en", "API access"),
                        "api-tokens.js",
                        "crm-api-tokens",
                        "/api-tokens"),
                new UiExtension(
                        "billing.issuer-details",
                        Point.LICENSING_TAB,
                        10,
                        Permission.SETTINGS_EDIT,
                        Map.of("ru", "Реквизиты", "en", "Issuer details"),
                        "issuer-details.js",
                        "crm-issuer-details",
                        ""));
    }
}
