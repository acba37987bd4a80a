namespace KpiBoard.Core.Statistics;

/// <summary>
/// Functions made only of operations that IEEE 754 rounds the same everywhere. The platform's own logarithm may differ
/// in the last bit from machine to machine, and with it the order of two things that are nearly alike.
/// </summary>
public static class Reproducible
{
    private const double NaturalLogOf2 = 0.69314718055994530942;
    private const double SquareRootOf2 = 1.4142135623730950488;

    private static readonly double[] CentreTop =
    [
        2.5090809287301226727e+3,
        3.3430575583588128105e+4,
        6.7265770927008700853e+4,
        4.5921953931549871457e+4,
        1.3731693765509461125e+4,
        1.9715909503065514427e+3,
        1.3314166789178437745e+2,
        3.3871328727963666080e+0,
    ];

    private static readonly double[] CentreBottom =
    [
        5.2264952788528545610e+3,
        2.8729085735721942674e+4,
        3.9307895800092710610e+4,
        2.1213794301586595867e+4,
        5.3941960214247511077e+3,
        6.8718700749205790830e+2,
        4.2313330701600911252e+1,
        1,
    ];

    private static readonly double[] ShoulderTop =
    [
        7.74545014278341407640e-4,
        2.27238449892691845833e-2,
        2.41780725177450611770e-1,
        1.27045825245236838258e+0,
        3.64784832476320460504e+0,
        5.76949722146069140550e+0,
        4.63033784615654529590e+0,
        1.42343711074968357734e+0,
    ];

    private static readonly double[] ShoulderBottom =
    [
        1.05075007164441684324e-9,
        5.47593808499534494600e-4,
        1.51986665636164571966e-2,
        1.48103976427480074590e-1,
        6.89767334985100004550e-1,
        1.67638483018380384940e+0,
        2.05319162663775882187e+0,
        1,
    ];

    private static readonly double[] TailTop =
    [
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        1.24266094738807843860e-3,
        2.65321895265761230930e-2,
        2.96560571828504891230e-1,
        1.78482653991729133580e+0,
        5.46378491116411436990e+0,
        6.65790464350110377720e+0,
    ];

    private static readonly double[] TailBottom =
    [
        2.04426310338993978564e-15,
        1.42151175831644588870e-7,
        1.84631831751005468180e-5,
        7.86869131145613259100e-4,
        1.48753612908506148525e-2,
        1.36929880922735805310e-1,
        5.99832206555887937690e-1,
        1,
    ];

    /// <summary>The natural logarithm, by its series in (m - 1) / (m + 1) for a mantissa m near 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0, or not finite, or subnormal.</exception>
    public static double Log(double number)
    {
        if (!double.IsNormal(number) || number < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, "A logarithm takes a number above 0.");
        }
        var exponent = Math.ILogB(number);
        var mantissa = Math.ScaleB(number, -exponent);
        if (mantissa > SquareRootOf2)
        {
            mantissa /= 2;
            exponent++;
        }
        var ratio = (mantissa - 1) / (mantissa + 1);
        var square = ratio * ratio;
        var sum = 0.0;
        for (var odd = 23; odd >= 1; odd -= 2)
        {
            sum = (sum * square) + (1.0 / odd);
        }
        return (2 * ratio * sum) + (exponent * NaturalLogOf2);
    }

    /// <summary>2 to a power between -1000 and 1000, by the series of the exponential function.</summary>
    public static double PowerOf2(double power)
    {
        var whole = Math.Floor(power);
        var rest = (power - whole) * NaturalLogOf2;
        var sum = 1.0;
        for (var term = 20; term >= 1; term--)
        {
            sum = (sum * rest / term) + 1;
        }
        return Math.ScaleB(sum, (int)whole);
    }

    /// <summary>
    /// The z with P(Z &lt;= z) = <paramref name="probability"/>: Wichura (1988), algorithm AS 241, Applied Statistics 37,
    /// 477-484, to about 16 digits.
    /// </summary>
    /// <param name="probability">Above 0 and below 1.</param>
    public static double NormalQuantile(double probability)
    {
        var centred = probability - 0.5;
        if (Math.Abs(centred) <= 0.425)
        {
            var inner = 0.180625 - (centred * centred);
            return centred * Polynomial(CentreTop, inner) / Polynomial(CentreBottom, inner);
        }
        var distance = Math.Sqrt(-Log(centred < 0 ? probability : 1 - probability));
        var size =
            distance <= 5
                ? Polynomial(ShoulderTop, distance - 1.6) / Polynomial(ShoulderBottom, distance - 1.6)
                : Polynomial(TailTop, distance - 5) / Polynomial(TailBottom, distance - 5);
        return centred < 0 ? -size : size;
    }

    private static double Polynomial(double[] coefficients, double at)
    {
        var value = 0.0;
        foreach (var coefficient in coefficients)
        {
            value = (value * at) + coefficient;
        }
        return value;
    }
}
