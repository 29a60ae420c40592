package org.schoolcrm.host.demo.web;

import java.util.EnumSet;
import java.util.Set;
import org.schoolcrm.host.spi.Permission;

/** The roles of this CRM; everybody has one in each branch that they work in. */
enum Role {
    VIEWER,
    CASHIER,
    MANAGER,
    ADMINISTRATOR;

    /** What the role may do with billing. */
    Set<Permission> permissions() {
        return switch (this) {
            case VIEWER -> EnumSet.of(Permission.INVOICE_READ, Permission.MAILING_READ);
            case CASHIER -> EnumSet.of(Permission.INVOICE_READ, Permission.MAILING_READ, Permission.INVOICE_ISSUE);
            case MANAGER -> EnumSet.complementOf(EnumSet.of(Permission.SETTINGS_EDIT));
            case ADMINISTRATOR -> EnumSet.allOf(Permission.class);
        };
    }

    boolean takesCash() {
        return this != VIEWER;
    }

    boolean teaches() {
        return this == MANAGER || this == ADMINISTRATOR;
    }

    /** Brings in files, which change much at once, money included. */
    boolean imports() {
        return this == ADMINISTRATOR;
    }
}
