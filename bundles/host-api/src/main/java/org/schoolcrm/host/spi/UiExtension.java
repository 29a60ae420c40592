package org.schoolcrm.host.spi;

import java.util.Map;

/**
 * One thing that a bundle adds to the CRM's pages.
 *
 * @param point where it appears
 * @param order smaller numbers come first
 * @param permission shown only to callers who may do this in the branch at hand
 * @param titles by language, {@code ru} and {@code en}
 * @param module the file that defines the element
 * @param element the custom element's name
 * @param route the page's address below the shell, such as {@code /mailings}; empty for what is no page
 */
public record UiExtension(
        String id,
        Point point,
        int order,
        Permission permission,
        Map<String, String> titles,
        String module,
        String element,
        String route) {

    /** The places that a CRM offers. */
    public enum Point {
        /** A part of a customer's card; told which customer. */
        CUSTOMER_CARD,
        /** A page of its own under «Финансы». */
        FINANCE_MENU,
        /** A page of its own under «Настройки CRM». */
        SETTINGS_MENU,
        /** A part of the form of a mailing; told which mailing. */
        MAILING_SECTION,
        /** A tab of «Лицензирование». */
        LICENSING_TAB,
        /** A card on the first page. */
        DASHBOARD_CARD
    }
}
