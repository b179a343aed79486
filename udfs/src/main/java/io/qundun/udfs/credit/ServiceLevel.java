package io.qundun.udfs.credit;

/**
 * A credit level and what it allows (按信用等级提供服务).
 *
 * @param level 1 lowest to 5
 * @param score the least score that it asks for
 * @param activeDays the least number of active days that it asks for
 * @param postRate messages a minute; null: no limit
 * @param links links may be posted
 * @param mayCreate groups may be created
 * @param mayManage groups may be managed
 */
public record ServiceLevel(
        int level,
        int score,
        int activeDays,
        Integer postRate,
        boolean links,
        boolean mayCreate,
        boolean mayManage) {

    /** What everybody may where nothing is said of credit. */
    public static final ServiceLevel UNRESTRICTED =
            new ServiceLevel(CreditTable.UNKNOWN_LEVEL, 0, 0, null, true, true, true);
}
