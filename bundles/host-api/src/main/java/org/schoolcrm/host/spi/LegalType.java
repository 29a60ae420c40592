package org.schoolcrm.host.spi;

/** «Тип клиента» (R095). */
public enum LegalType {
    /** Физ. лицо. */
    INDIVIDUAL,
    /** Юр. лицо. */
    LEGAL_ENTITY
}
