package org.schoolcrm.host.demo.web;

import java.util.EnumSet;
import java.util.Set;
import org.schoolcrm.host.spi.Permission;

/** The roles of this CRM. */
enum Role {
    VIEWER,
    MANAGER,
    ADMINISTRATOR;

    /** What the role may do with billing. */
    Set<Permission> permissions() {
        return switch (this) {
            case VIEWER -> EnumSet.of(Permission.INVOICE_READ, Permission.MAILING_READ);
            case MANAGER -> EnumSet.complementOf(EnumSet.of(Permission.SETTINGS_EDIT));
            case ADMINISTRATOR -> EnumSet.allOf(Permission.class);
        };
    }
}
