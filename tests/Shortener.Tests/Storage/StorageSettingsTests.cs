using Shortener.Storage;

namespace Shortener.Tests.Storage;

public sealed class StorageSettingsTests
{
    [TestCase("data/shortener.db", false)]
    [TestCase("/srv/ghost=1/shortener.db", false)]
    [TestCase(@"C:\data\shortener.db", false)]
    [TestCase("Host=db;Database=shortener", true)]
    [TestCase("Server=db;Database=shortener", true)]
    [TestCase("Username=me; HOST = db", true)]
    public void What_names_a_host_is_PostgreSQL_and_anything_else_a_file(string database, bool isPostgres) =>
        Assert.That(new StorageSettings { Database = database }.IsPostgres, Is.EqualTo(isPostgres));
}
